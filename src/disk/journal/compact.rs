//! RON in one line, letter for letter as `ron` writes it, in a fraction of the time: a journal writes an entry in every frame
//! that has one.
//!
//! It knows what entries are made of and no more: what else there is in serde it leaves to `ron`.

use serde::ser::{self, Serialize};
use std::fmt;
use std::io::Write as _;

/// A value as RON at the end of `out`; at most so many levels of it lie in each other.
///
/// # Errors
///
/// If it nests deeper, or holds what no entry is made of. What was written by then stays in `out`.
pub(super) fn write<T: Serialize + ?Sized>(out: &mut Vec<u8>, deepest: usize, value: &T) -> Result<(), Refused> {
    let levels = deepest;
    value.serialize(&mut Writer { out, levels })
}

/// Why a value was not written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Refused {
    /// It nests too deeply.
    TooDeep,
    /// Something in it is of a type that entries have no use for.
    Unknown,
}

impl fmt::Display for Refused {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::TooDeep => "it nests too deeply",
            Self::Unknown => "something in it is no part of an entry",
        })
    }
}

impl std::error::Error for Refused {}

impl ser::Error for Refused {
    fn custom<T: fmt::Display>(_: T) -> Self {
        Self::Unknown
    }
}

struct Writer<'a> {
    out: &'a mut Vec<u8>,
    /// How many more levels there may be.
    levels: usize,
}

impl Writer<'_> {
    fn put(&mut self, text: &str) {
        self.out.extend_from_slice(text.as_bytes());
    }

    /// A value within the one that is being written.
    fn inner<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Refused> {
        self.levels = self.levels.checked_sub(1).ok_or(Refused::TooDeep)?;
        value.serialize(&mut *self)?;
        self.levels += 1;
        Ok(())
    }

    /// A number, as the standard library prints it.
    fn number(&mut self, number: impl fmt::Debug) -> Result<(), Refused> {
        write!(self.out, "{number:?}").map_err(|_| Refused::Unknown)
    }

    /// What stands in `text` between quotes: most of it is copied as it is.
    fn quoted(&mut self, text: &str) {
        let is_plain = |it: u8| matches!(it, b' '..=b'~') && !matches!(it, b'"' | b'\'' | b'\\');
        // Of most texts this is all: without a way out the loop goes over many letters at once.
        if text.bytes().fold(true, |all, it| all & is_plain(it)) {
            return self.put(text);
        }
        let mut rest = text;
        loop {
            let plain = rest.bytes().position(|it| !is_plain(it)).unwrap_or(rest.len());
            self.put(&rest[..plain]);
            rest = &rest[plain..];
            let Some(letter) = rest.chars().next() else { return };
            let mut room = [0; 4];
            for it in letter.escape_debug() {
                self.put(it.encode_utf8(&mut room));
            }
            rest = &rest[letter.len_utf8()..];
        }
    }

    fn begin(&mut self, name: &str, bracket: &str, end: &'static str) -> Inside<'_> {
        self.put(name);
        self.put(bracket);
        Inside {
            out: self.out,
            levels: self.levels,
            is_first: true,
            end,
        }
    }
}

/// Between two brackets.
struct Inside<'a> {
    out: &'a mut Vec<u8>,
    levels: usize,
    is_first: bool,
    end: &'static str,
}

impl Inside<'_> {
    fn next<T: Serialize + ?Sized>(&mut self, name: Option<&str>, value: &T) -> Result<(), Refused> {
        if !std::mem::take(&mut self.is_first) {
            self.out.push(b',');
        }
        if let Some(name) = name {
            self.out.extend_from_slice(name.as_bytes());
            self.out.push(b':');
        }
        let levels = self.levels;
        Writer { out: self.out, levels }.inner(value)
    }

    fn close(self) {
        self.out.extend_from_slice(self.end.as_bytes());
    }
}

type Done = Result<(), Refused>;

impl<'a> ser::Serializer for &'a mut Writer<'_> {
    type Ok = ();
    type Error = Refused;
    type SerializeSeq = Inside<'a>;
    type SerializeTuple = Inside<'a>;
    type SerializeTupleStruct = Inside<'a>;
    type SerializeTupleVariant = Inside<'a>;
    type SerializeMap = Inside<'a>;
    type SerializeStruct = Inside<'a>;
    type SerializeStructVariant = Inside<'a>;

    fn serialize_bool(self, it: bool) -> Done {
        self.number(it)
    }
    fn serialize_i8(self, it: i8) -> Done {
        self.number(it)
    }
    fn serialize_i16(self, it: i16) -> Done {
        self.number(it)
    }
    fn serialize_i32(self, it: i32) -> Done {
        self.number(it)
    }
    fn serialize_i64(self, it: i64) -> Done {
        self.number(it)
    }
    fn serialize_u8(self, it: u8) -> Done {
        self.number(it)
    }
    fn serialize_u16(self, it: u16) -> Done {
        self.number(it)
    }
    fn serialize_u32(self, it: u32) -> Done {
        self.number(it)
    }
    fn serialize_u64(self, it: u64) -> Done {
        self.number(it)
    }
    fn serialize_f32(self, it: f32) -> Done {
        self.serialize_f64(f64::from(it))
    }
    fn serialize_f64(self, it: f64) -> Done {
        if it.is_nan() && it.is_sign_negative() {
            self.put("-");
        }
        self.number(it)
    }
    fn serialize_char(self, _: char) -> Done {
        Err(Refused::Unknown)
    }
    fn serialize_str(self, it: &str) -> Done {
        self.put("\"");
        self.quoted(it);
        self.put("\"");
        Ok(())
    }
    fn serialize_bytes(self, _: &[u8]) -> Done {
        Err(Refused::Unknown)
    }
    fn serialize_none(self) -> Done {
        self.put("None");
        Ok(())
    }
    fn serialize_some<T: Serialize + ?Sized>(self, it: &T) -> Done {
        self.serialize_newtype_variant("", 0, "Some", it)
    }
    fn serialize_unit(self) -> Done {
        self.put("()");
        Ok(())
    }
    fn serialize_unit_struct(self, _: &'static str) -> Done {
        self.serialize_unit()
    }
    fn serialize_unit_variant(self, _: &'static str, _: u32, name: &'static str) -> Done {
        self.put(name);
        Ok(())
    }
    fn serialize_newtype_struct<T: Serialize + ?Sized>(self, _: &'static str, it: &T) -> Done {
        self.serialize_newtype_variant("", 0, "", it)
    }
    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        _: u32,
        name: &'static str,
        it: &T,
    ) -> Done {
        self.put(name);
        self.put("(");
        self.inner(it)?;
        self.put(")");
        Ok(())
    }
    fn serialize_seq(self, _: Option<usize>) -> Result<Inside<'a>, Refused> {
        Ok(self.begin("", "[", "]"))
    }
    fn serialize_tuple(self, _: usize) -> Result<Inside<'a>, Refused> {
        Ok(self.begin("", "(", ")"))
    }
    fn serialize_tuple_struct(self, _: &'static str, _: usize) -> Result<Inside<'a>, Refused> {
        Ok(self.begin("", "(", ")"))
    }
    fn serialize_tuple_variant(
        self,
        _: &'static str,
        _: u32,
        name: &'static str,
        _: usize,
    ) -> Result<Inside<'a>, Refused> {
        Ok(self.begin(name, "(", ")"))
    }
    fn serialize_map(self, _: Option<usize>) -> Result<Inside<'a>, Refused> {
        Ok(self.begin("", "{", "}"))
    }
    fn serialize_struct(self, _: &'static str, _: usize) -> Result<Inside<'a>, Refused> {
        Ok(self.begin("", "(", ")"))
    }
    fn serialize_struct_variant(
        self,
        _: &'static str,
        _: u32,
        name: &'static str,
        _: usize,
    ) -> Result<Inside<'a>, Refused> {
        Ok(self.begin(name, "(", ")"))
    }
}

impl ser::SerializeMap for Inside<'_> {
    type Ok = ();
    type Error = Refused;

    fn serialize_key<T: Serialize + ?Sized>(&mut self, it: &T) -> Done {
        self.next(None, it)
    }

    fn serialize_value<T: Serialize + ?Sized>(&mut self, it: &T) -> Done {
        self.out.push(b':');
        self.is_first = true;
        self.next(None, it)
    }

    fn end(self) -> Done {
        self.close();
        Ok(())
    }
}

/// Elements without names.
macro_rules! elements {
    ($($kind:ident $next:ident),*) => {$(
        impl ser::$kind for Inside<'_> {
            type Ok = ();
            type Error = Refused;

            fn $next<T: Serialize + ?Sized>(&mut self, it: &T) -> Done {
                self.next(None, it)
            }

            fn end(self) -> Done {
                self.close();
                Ok(())
            }
        }
    )*};
}

/// Elements with names.
macro_rules! fields {
    ($($kind:ident),*) => {$(
        impl ser::$kind for Inside<'_> {
            type Ok = ();
            type Error = Refused;

            fn serialize_field<T: Serialize + ?Sized>(&mut self, name: &'static str, it: &T) -> Done {
                self.next(Some(name), it)
            }

            fn end(self) -> Done {
                self.close();
                Ok(())
            }
        }
    )*};
}

elements!(
    SerializeSeq serialize_element,
    SerializeTuple serialize_element,
    SerializeTupleStruct serialize_field,
    SerializeTupleVariant serialize_field
);
fields!(SerializeStruct, SerializeStructVariant);
