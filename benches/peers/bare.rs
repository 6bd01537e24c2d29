//! tantivy as it comes: the fields and options of our own schema, a stock chain of filters, stock snippets, no
//! facets. What our library costs above the engine under it is seen beside this.

use std::path::Path;

use frostem::{Algorithm, Stemmer};
use mnr::measure::Read;
use tantivy::collector::{Count, TopDocs};
use tantivy::query::{BooleanQuery, BoostQuery, FuzzyTermQuery, Occur, PhraseQuery, Query, TermQuery};
use tantivy::schema::{
    FAST, Field, INDEXED, IndexRecordOption, STORED, STRING, Schema, TextFieldIndexing, TextOptions, Value,
};
use tantivy::snippet::SnippetGenerator;
use tantivy::tokenizer::{
    AsciiFoldingFilter, LowerCaser, SimpleTokenizer, TextAnalyzer, Token, TokenFilter, TokenStream, Tokenizer,
};
use tantivy::{Index, IndexReader, TantivyDocument, Term};

use crate::peers::Found;
use crate::queries::Asked;

/// The filter that tantivy has under its feature `stemmer`: a stemmer a text, no memory of words.
#[derive(Clone)]
struct Stem<T>(T);

struct StemFilter;

struct StemStream<T> {
    tail: T,
    stemmer: Stemmer,
}

impl TokenFilter for StemFilter {
    type Tokenizer<T: Tokenizer> = Stem<T>;

    fn transform<T: Tokenizer>(self, tokenizer: T) -> Stem<T> {
        Stem(tokenizer)
    }
}

impl<T: Tokenizer> Tokenizer for Stem<T> {
    type TokenStream<'a> = StemStream<T::TokenStream<'a>>;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> Self::TokenStream<'a> {
        StemStream { tail: self.0.token_stream(text), stemmer: Stemmer::new(Algorithm::Spanish) }
    }
}

impl<T: TokenStream> TokenStream for StemStream<T> {
    fn advance(&mut self) -> bool {
        if !self.tail.advance() {
            return false;
        }
        let token = self.tail.token_mut();
        let stem = self.stemmer.stem(&token.text).into_owned();
        token.text = stem;
        true
    }

    fn token(&self) -> &Token {
        self.tail.token()
    }

    fn token_mut(&mut self) -> &mut Token {
        self.tail.token_mut()
    }
}

fn chain() -> TextAnalyzer {
    TextAnalyzer::builder(SimpleTokenizer::default())
        .filter(LowerCaser)
        .filter(AsciiFoldingFilter)
        .filter(StemFilter)
        .build()
}

struct Fields {
    law: Field,
    place: Field,
    page: Field,
    body: Field,
    heading: Field,
    title: Field,
    number: Field,
    label: Field,
    record: Field,
}

fn schema() -> (Schema, Fields) {
    let indexing = TextFieldIndexing::default()
        .set_tokenizer("stock")
        .set_index_option(IndexRecordOption::WithFreqsAndPositions)
        .set_fieldnorms(true);
    let words = || TextOptions::default().set_indexing_options(indexing.clone());
    let mut schema = Schema::builder();
    let fields = Fields {
        law: schema.add_text_field("law", STRING),
        place: schema.add_u64_field("place", FAST),
        page: schema.add_u64_field("page", FAST | INDEXED),
        body: schema.add_text_field("body", words().set_stored()),
        heading: schema.add_text_field("heading", words()),
        title: schema.add_text_field("title", words()),
        number: schema.add_text_field("number", words()),
        label: schema.add_text_field("label", words()),
        record: schema.add_text_field("record", STORED),
    };
    (schema.build(), fields)
}

/// Makes the index, with as many threads and as much memory as our own.
pub(crate) fn index(folder: &Path, laws: &[Read]) {
    let (schema, fields) = schema();
    let index = Index::create_in_dir(folder, schema).unwrap();
    index.tokenizers().register("stock", chain());
    let mut writer = index.writer_with_num_threads(2, 128_000_000).unwrap();
    let mut place = 0;
    for law in laws {
        let id = law.id();
        for unit in law.units(&id) {
            let mut doc = TantivyDocument::default();
            doc.add_text(fields.law, unit.law);
            doc.add_u64(fields.place, place);
            doc.add_u64(fields.page, unit.page);
            doc.add_text(fields.body, unit.body);
            doc.add_text(fields.heading, unit.heading);
            doc.add_text(fields.title, unit.title);
            doc.add_text(fields.number, unit.number);
            doc.add_text(fields.label, unit.label);
            doc.add_text(fields.record, format!("{} {} {}", unit.label, unit.heading, unit.sha256));
            writer.add_document(doc).unwrap();
            place += 1;
        }
    }
    writer.commit().unwrap();
    writer.wait_merging_threads().unwrap();
}

pub(crate) struct Bare {
    index: Index,
    reader: IndexReader,
    fields: Fields,
}

impl Bare {
    pub(crate) fn open(folder: &Path) -> Self {
        let index = Index::open_in_dir(folder).unwrap();
        index.tokenizers().register("stock", chain());
        let reader = index.reader().unwrap();
        Self { index, reader, fields: schema().1 }
    }

    fn analysed(&self, text: &str) -> String {
        let mut chain = self.index.tokenizers().get("stock").unwrap();
        let mut stream = chain.token_stream(text);
        if stream.advance() { stream.token().text.clone() } else { String::new() }
    }

    /// The query in the fields that ours looks in too, the better of them counting more.
    fn query(&self, asked: &Asked) -> Box<dyn Query> {
        let fields = [(self.fields.body, 1.0), (self.fields.heading, 2.0), (self.fields.title, 1.5)];
        let anywhere = |make: &dyn Fn(Field) -> Box<dyn Query>| -> Box<dyn Query> {
            let in_field = |(field, boost)| -> (Occur, Box<dyn Query>) {
                (Occur::Should, Box::new(BoostQuery::new(make(field), boost)))
            };
            Box::new(BooleanQuery::new(fields.map(in_field).into()))
        };
        let term = |field, word: &str| Term::from_field_text(field, &self.analysed(word));
        let plain = |word: &str| {
            anywhere(&|field| Box::new(TermQuery::new(term(field, word), IndexRecordOption::WithFreqs)))
        };
        match asked {
            Asked::Term(a) => plain(a),
            Asked::Phrase(words) => {
                anywhere(&|field| Box::new(PhraseQuery::new(words.iter().map(|w| term(field, w)).collect())))
            }
            Asked::And(a, b) => {
                Box::new(BooleanQuery::new(vec![(Occur::Must, plain(a)), (Occur::Must, plain(b))]))
            }
            Asked::Or(a, b, c) => {
                Box::new(BooleanQuery::new([a, b, c].map(|w| (Occur::Should, plain(w))).into()))
            }
            Asked::AndNot(a, b, c) => Box::new(BooleanQuery::new(vec![
                (Occur::Must, plain(a)),
                (Occur::Must, plain(b)),
                (Occur::MustNot, plain(c)),
            ])),
            Asked::Prefix(a) => {
                anywhere(&|field| Box::new(FuzzyTermQuery::new_prefix(term(field, a), 0, true)))
            }
            Asked::Fuzzy(a) => anywhere(&|field| Box::new(FuzzyTermQuery::new(term(field, a), 1, true))),
        }
    }

    pub(crate) fn found(&self, asked: &Asked, limit: usize) -> Found {
        let searcher = self.reader.searcher();
        let query = self.query(asked);
        let best = TopDocs::with_limit(limit).order_by_score();
        let (best, total) = searcher.search(&*query, &(best, Count)).unwrap();
        let mut snippets = SnippetGenerator::create(&searcher, &*query, self.fields.body).unwrap();
        snippets.set_max_num_chars(240);
        let mut shown = 0;
        for (_, address) in best {
            let doc: TantivyDocument = searcher.doc(address).unwrap();
            let text = doc.get_first(self.fields.body).and_then(|v| v.as_str()).unwrap_or_default();
            shown += usize::from(!snippets.snippet(text).to_html().is_empty());
        }
        Found { total, shown }
    }
}
