-- Operators are told every few seconds how many closures are parked: counted without reading those that are not.

CREATE INDEX closure_parked ON closure (bucket) WHERE status = 'PARKED';
