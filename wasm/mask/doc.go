// Package mask gives originals their placeholders and puts them back.
//
// # What it promises
//
// Within one conversation, which is one Table, the same original always gets the
// same placeholder, and case or spacing variants of a value share it. A
// placeholder never equals something that already stood in a text, nor what Reserve
// was shown of the conversation, whoever said it and from whichever table. Unmask
// restores placeholders of its own table only, also in the shapes that language
// models give them, and never looks into what it restored.
//
// # What it refuses
//
// Originals of secret rules are never stored: their placeholders cannot be
// restored, by anybody. A stored table that is damaged is refused as a whole.
package mask
