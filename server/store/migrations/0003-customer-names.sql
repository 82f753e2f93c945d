-- Before a reply leaves, its words are held against the names of all customers. The names are folded here as
-- domain/replying/name-words.ts folds the words of the text: what is another writing of a name is the same name.

create function fold_name(name text) returns text language sql immutable strict parallel safe
return translate(
  replace(replace(replace(replace(
    lower(normalize(regexp_replace(normalize(name, nfkd),
      '[\u0300-\u036f\u064b-\u065f\u0670\u0640\u093c\u0027\u2019\u02bc\u0060]', '', 'g'), nfkc) collate pg_c_utf8),
    'ß', 'ss'), 'æ', 'ae'), 'œ', 'oe'), 'þ', 'th'),
  'øłđðıςةى', 'olddiσهي');

create function name_words(name text) returns text[] language sql immutable strict parallel safe
return array_remove(regexp_split_to_array(fold_name(name), '[\s\d\u00a0\u3000\u2010\u2011.,;:()/&\u00b7\u30fb_"-]+'), '');

alter table customers
  add column given_words text[] not null generated always as (name_words(coalesce(d ->> 'givenName', ''))) stored,
  add column family_words text[] not null generated always as (name_words(coalesce(d ->> 'familyName', ''))) stored;
-- Which customers bear one of these words?
create index customers_names on customers using gin ((given_words || family_words));
-- Which customers turned out to be this one?
create index customers_merged on customers (tenant, (d ->> 'mergedIntoId')) where d ->> 'mergedIntoId' is not null;
