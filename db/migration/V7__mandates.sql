-- When the mandate ends by which a wallet vouches for the session key that signed; null where none was needed.
ALTER TABLE signature ADD COLUMN mandate_until timestamptz;
