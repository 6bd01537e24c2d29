//! The whole way, from small texts in seven languages to provisions. All texts are made up.

use super::*;
use crate::law::read::markdown::MarkdownReader;
use crate::law::read::text::TextReader;
use crate::law::read::{Bounds, Reader};
use crate::model::law::UnitKind;

pub(super) fn text(source: &str, language: &str) -> Recognised {
    let document = TextReader.read(source.as_bytes(), &Bounds::default()).unwrap();
    checked(recognise(&document, language))
}

pub(super) fn markdown(source: &str, language: &str) -> Recognised {
    let document = MarkdownReader.read(source.as_bytes(), &Bounds::default()).unwrap();
    checked(recognise(&document, language))
}

/// What holds for every text: ids are unique, spans in order and on character boundaries, all words are in a
/// provision or in a frame's heading.
pub(super) fn checked(found: Recognised) -> Recognised {
    let mut ids = std::collections::HashSet::new();
    let mut end = 0;
    for provision in &found.provisions {
        assert!(ids.insert(provision.eid.clone()), "{} comes twice", provision.eid);
        assert!(provision.span.start >= end && provision.span.end >= provision.span.start, "{provision:?}");
        assert!(found.text.get(provision.span.start..provision.span.end).is_some(), "{provision:?}");
        let between = found.text.get(end..provision.span.start).unwrap().trim();
        assert!(
            between.is_empty() || found.outline.iter().any(|e| e.provision.is_none() && e.span.start >= end),
            "{between:?} is in nothing"
        );
        end = provision.span.end;
        assert!(!provision.label.is_empty(), "{provision:?}");
    }
    assert_eq!(found.text.get(end..).unwrap().trim(), "", "words behind the last provision");
    for (place, provision) in found.provisions.iter().enumerate() {
        let entry = found.outline.iter().find(|e| e.provision == Some(place)).unwrap();
        assert_eq!(entry.span, provision.span);
    }
    found
}

pub(super) fn ids(found: &Recognised) -> Vec<&str> {
    found.provisions.iter().map(|p| p.eid.as_str()).collect()
}

pub(super) fn labels(found: &Recognised) -> Vec<&str> {
    found.provisions.iter().map(|p| p.label.as_str()).collect()
}

pub(super) fn of<'f>(found: &'f Recognised, eid: &str) -> &'f Provision {
    found.provisions.iter().find(|p| p.eid == eid).unwrap_or_else(|| panic!("{eid} among {:?}", ids(found)))
}

/// Texts in one convention each, and the ids and labels of what is in them.
#[test]
fn conventions_of_seven_languages() {
    let cases: [(&str, &str, &[&str], &[&str]); 12] = [
        (
            "en",
            "Child Safety Act\n\nPART I\n\n1. Short title\nThis Act may be cited as the Child Safety Act.\n\n\
             2. Duties\n(1) The officer keeps a register.\n\n3. Courts\nThe court decides.\n\n\
             3A. Orders\nThe court may order more.\n\n\
             FIRST SCHEDULE [s. 2]\nForms\n1. A form.\n",
            &["preamble", "sec_1", "sec_2", "sec_3", "sec_3A", "sched_1"],
            &["preamble", "s. 1", "s. 2", "s. 3", "s. 3A", "Sch. 1"],
        ),
        (
            "en",
            "Section 1. Title. - This Act is the Safety Act.\nSEC. 2. Policy. - The State protects children.\n\
             Sec. 3. Under section 2 of this Act, a child is safe.\nSection 2 of the old Act is repealed.\n",
            &["sec_1", "sec_2", "sec_3"],
            &["Sec. 1", "Sec. 2", "Sec. 3"],
        ),
        (
            "es",
            "CAPÍTULO I\nDISPOSICIONES GENERALES\nArtículo 1.- Objeto\nLa ley protege a los niños.\n\
             Artículo 2. El Estado cuida.\nArtículo 2-A.- Registro\nSe lleva un registro según el artículo 1 de la ley.\n\
             Artículo 3.- Fin\nTermina.\nArtículo 3 bis. Otra cosa es otra cosa.\n",
            &["art_1", "art_2", "art_2-A", "art_3", "art_3bis"],
            &["art. 1", "art. 2", "art. 2-A", "art. 3", "art. 3 bis"],
        ),
        (
            "es",
            "LEY DE PRUEBA\nArtículo Único.- Declárase el día de los niños.\n",
            &["preamble", "art_1"],
            &["preámbulo", "art. Único"],
        ),
        (
            "fr",
            "TITRE Ier\nDISPOSITIONS GÉNÉRALES\nArticle 1er\nLa loi protège les enfants.\nArticle 2\n\
             L'État veille selon l'article 1er de la loi.\nArt. 3. - Le juge décide.\n",
            &["art_1", "art_2", "art_3"],
            &["art. 1", "art. 2", "art. 3"],
        ),
        (
            "pt",
            "CAPÍTULO I\nDAS CRIANÇAS\nArt. 1º Esta lei protege as crianças.\nArt. 2º A criança tem direitos.\n\
             Art. 3º-A O juiz decide.\nArtigo 4.º\nEntra em vigor.\n",
            &["art_1", "art_2", "art_3-A", "art_4"],
            &["art. 1", "art. 2", "art. 3-A", "art. 4"],
        ),
        (
            "ar",
            "قانون الطفل\nالفصل الأول\nأحكام عامة\nالمادة (1)\nيحمي القانون الطفل.\nالمادة ٢ - الحقوق\nللطفل حقوق.\n\
             مادة 3: تطبق أحكام المادة 2 من هذا القانون.\n",
            &["preamble", "art_1", "art_2", "art_3"],
            &["الديباجة", "المادة 1", "المادة ٢", "المادة 3"],
        ),
        (
            "ar",
            "نظام الطفل\n\nالمادة الأولى:\nيحمي النظام الطفل.\n\nالمادة الثانية:\nللطفل حقوق.\n\n\
             (الثانية مكرر)\nهذه مادة جديدة.\n\nالمادة الثالثة:\nيعمل به.\n",
            &["preamble", "art_1", "art_2", "art_2bis", "art_3"],
            &["الديباجة", "المادة الأولى", "المادة الثانية", "المادة الثانية مكرر", "المادة الثالثة"],
        ),
        (
            "sw",
            "Sheria ya Mtoto\n\nSehemu ya I\nMASHARTI YA MWANZO\n\nKifungu cha 1. Jina\nSheria hii itaitwa Sheria ya Mtoto.\n\n\
             Kifungu cha 2. Tafsiri\nKatika Sheria hii mtoto ni mtu chini ya miaka kumi na nane.\n\nJEDWALI LA KWANZA\nFomu.\n",
            &["preamble", "sec_1", "sec_2", "sched_1"],
            &["utangulizi", "k. 1", "k. 2", "Jedwali la Kwanza"],
        ),
        (
            "sw",
            "Katiba ya Mfano\n\nSura ya Kwanza\nJAMHURI\n\nIbara ya 1. Jamhuri\nNchi ni moja.\n\nIbara ya 2. Watu\n\
             Watu ni huru kwa mujibu wa Ibara ya 1.\n",
            &["preamble", "art_1", "art_2"],
            &["utangulizi", "Ibara 1", "Ibara 2"],
        ),
        (
            "fil",
            "Batas ng Bata\nSEKSYON 1. Pamagat. - Ito ay Batas ng Bata.\nSEKSYON 2. Layunin. - Ligtas ang bata.\n",
            &["preamble", "sec_1", "sec_2"],
            &["panimula", "Sec. 1", "Sec. 2"],
        ),
        (
            "fil",
            "Saligang Batas\n\nARTIKULO I\nANG BANSA\n\nSEKSYON 1. Ang bansa ay isa.\nSEKSYON 2. Ang bata ay ligtas.\n\n\
             ARTIKULO II\nMGA KARAPATAN\n\nSEKSYON 1. May karapatan ang bata.\nSEKSYON 2. May tungkulin ang lahat.\n",
            &["preamble", "art_I__sec_1", "art_I__sec_2", "art_II__sec_1", "art_II__sec_2"],
            &["panimula", "Sec. 1", "Sec. 2", "Sec. 1", "Sec. 2"],
        ),
    ];
    for (language, source, expected, cited) in cases {
        let found = text(source, language);
        assert_eq!(ids(&found), expected, "{source}");
        assert_eq!(labels(&found), cited, "{source}");
    }
}

#[test]
fn headings_paths_and_the_tree() {
    let found = text(
        "Safety Act\n\nPART I – PRELIMINARY\n\n1. Short title\nThis is the Safety Act.\n\nPART II\n\nOFFENCES\n\n\
         CHAPTER 1\nGrave offences\n\n2. Harm\nHarm is an offence.\n\n3. 3 . Threats\nA threat is an offence.\n\n\
         CHAPTER 2\nOther offences\n\n4. Neglect\nNeglect is an offence.\n",
        "en",
    );
    assert_eq!(of(&found, "sec_1").path, ["PART I PRELIMINARY"]);
    assert_eq!(of(&found, "sec_3").path, ["PART II OFFENCES", "CHAPTER 1 Grave offences"]);
    assert_eq!(of(&found, "sec_3").heading.as_deref(), Some("Threats"));
    assert_eq!(of(&found, "sec_4").heading.as_deref(), Some("Neglect"));
    let tree: Vec<(u8, &str, bool)> =
        found.outline.iter().map(|e| (e.depth, e.label.as_str(), e.provision.is_some())).collect();
    assert_eq!(
        tree,
        [
            (1, "preamble", true),
            (1, "PART I", false),
            (2, "s. 1", true),
            (1, "PART II", false),
            (2, "CHAPTER 1", false),
            (3, "s. 2", true),
            (3, "s. 3", true),
            (2, "CHAPTER 2", false),
            (3, "s. 4", true),
        ]
    );
    let part = found.outline.iter().find(|e| e.label == "PART II").unwrap();
    assert!(
        part.span.of(&found.text).starts_with("PART II\nOFFENCES")
            && part.span.of(&found.text).ends_with("an offence.")
    );
}

#[test]
fn items_and_subsections_stay_with_their_section() {
    let found = text(
        "1. Title\nThis is the Act.\n2. Duties\nThe officer does this:\n1. she keeps a register;\n2. she reads it;\n\
         3. she reports.\n3. Fees\n(1) There are no fees.\n(2) None at all.\n4. End\nIt ends.\n",
        "en",
    );
    assert_eq!(ids(&found), ["sec_1", "sec_2", "sec_3", "sec_4"]);
    assert!(of(&found, "sec_2").span.of(&found.text).contains("she reports"));
    assert!(of(&found, "sec_3").span.of(&found.text).contains("None at all"));
}

#[test]
fn ordinals_alone_are_articles() {
    let found = text("RESOLUCIÓN\nSE RESUELVE:\nPRIMERO.- Apruébase el plan.\nSEGUNDO.- Publíquese.\n", "es");
    assert_eq!(ids(&found), ["preamble", "art_1", "art_2"]);
}

#[test]
fn repealed_stubs_and_split_bold_marks() {
    let found = markdown(
        "#### **Artículo 5.** Uno\nLa ley.\n#### **Artículo 6. [Derogado]***\n** Artículo derogado por la Ley 3.*\n\
         #### **Artículo 129-**M. Dos\nLa ley.\n",
        "es",
    );
    assert_eq!(ids(&found), ["art_5", "art_6", "art_129-M"]);
    assert_eq!(of(&found, "art_6").heading.as_deref(), Some("[Derogado]"));
    assert!(of(&found, "art_6").span.of(&found.text).ends_with("** Artículo derogado por la Ley 3.*"));
}

#[test]
fn final_provisions_are_counted_apart() {
    let found = markdown(
        "**Artículo 1.- Uno**\n\nLa ley rige.\n\n**DISPOSICIONES COMPLEMENTARIAS FINALES**\n\n**PRIMERA. Vigencia**\n\n\
         Rige mañana.\n\n**SEGUNDA. Registro**\n\nSe lleva.\n\n### **DISPOSICIONES COMPLEMENTARIAS MODIFICATORIAS**\n\n\
         **ÚNICA. Modificación de la ley**\n\nModifícase el artículo 3 en los siguientes términos:\n\n\
         **Artículo 3. Otra cosa**\n\nOtro texto.\n\nComuníquese al Presidente.\n\nEn Lima, hoy.\n",
        "es",
    );
    assert_eq!(ids(&found), ["art_1", "dcf_1", "dcf_2", "dcm_1", "quoted__art_3", "conclusions"]);
    assert_eq!(labels(&found)[1..4], ["DCF Primera", "DCF Segunda", "DCM Única"]);
    assert_eq!(of(&found, "dcf_2").kind, UnitKind::FinalProvision);
    assert_eq!(of(&found, "dcf_2").path, ["DISPOSICIONES COMPLEMENTARIAS FINALES"]);
    let portuguese = text(
        "Art. 1º A lei protege.\nArt. 2º A lei vigora.\nDISPOSIÇÕES FINAIS E TRANSITÓRIAS\nArt. 3º Revoga-se a lei velha.\n",
        "pt",
    );
    assert_eq!(ids(&portuguese), ["art_1", "art_2", "art_3"]);
}

#[test]
fn words_under_a_frame_are_a_provision_if_they_are_a_sentence() {
    let found = text(
        "PART I\nGENERAL\n1. Title\nThis is the Act.\nPART II\nOFFENCES\nThis Part binds the State and all who act for it.\n\
         2. Harm\nHarm is an offence.\n3. End\nIt ends.\n",
        "en",
    );
    assert_eq!(ids(&found), ["sec_1", "part_II__intro", "sec_2", "sec_3"]);
    assert_eq!(of(&found, "part_II__intro").label, "PART II");
}

#[test]
fn schedules_may_hold_articles() {
    let found = text(
        "Artículo 1. Apruébase el convenio.\nArtículo 2. Comuníquese.\nANEXO I\nCONVENIO SOBRE LOS NIÑOS\n\
         Artículo 1. Los Estados protegen a los niños.\nArtículo 2. Los Estados informan.\nArtículo 3. Fin.\n",
        "es",
    );
    assert_eq!(
        ids(&found),
        ["art_1", "art_2", "sched_I", "sched_I__art_1", "sched_I__art_2", "sched_I__art_3"]
    );
    assert_eq!(of(&found, "sched_I__art_2").path, ["Anexo I CONVENIO SOBRE LOS NIÑOS"]);
}

#[test]
fn references_are_no_headings() {
    for line in [
        "Section 24 of the Act applies.",
        "section 24. Of the Act",
        "Articles of the convention",
        "artículo 129 del Código Penal",
        "Artículo 129 del Código Penal.",
        "Art. 5, inciso 3, se aplica.",
        "المادة 3 من هذا القانون",
        "Kifungu cha 5 cha Sheria hii",
        "Part III of this Act shall apply.",
        "Section 24(1) of the Act applies.",
        "24.5 per cent of the fee",
        "ART. 1° DE LA LEY 12.345",
    ] {
        let para = Para { text: line.to_owned(), ..Para::default() };
        assert_eq!(mark::mark_of(0, &para), None, "{line}");
    }
}

/// Hostile texts: headings, quotes and leaders without end.
#[test]
fn hostile_texts_end() {
    // Small for a build without optimisation; twice the length takes twice the time in measurements of megabytes.
    let length = 1 << 16;
    for seed in [
        "Artículo 1. Uno\n",
        "1. x\n2. y\n",
        "“Artículo 3. Modifícase lo siguiente:\n",
        "PART I\n",
        "FIRST SCHEDULE\nArticle 1\n",
        "DISPOSICIONES FINALES\nPRIMERA. x\n",
        "1. Title ......... 3\n",
        "المادة 1\n",
        "(((((((\n",
        "Section 1. Section 1. ",
        "“",
        "\u{c}12\n",
        "[](",
        "<a",
    ] {
        let source = seed.repeat(length / seed.len());
        let bounds = Bounds { blocks: usize::MAX, pages: usize::MAX, ..Bounds::default() };
        let Ok(document) = TextReader.read(source.as_bytes(), &bounds) else { continue };
        let found = recognise(&document, "es");
        assert!(found.text.len() <= source.len() + 1, "{seed}");
        let document = MarkdownReader.read(source.replace('\n', "\n\n**").as_bytes(), &bounds).unwrap();
        recognise(&document, "es");
    }
}
