package com.genericcorp.hq.server.adoption.mapping;

import java.util.Map;
import java.util.Set;

/**
 * Where a table of ours gets its rows from.
 *
 * @param line of the file, counted from 1
 * @param from the source's table
 * @param columns by our column
 * @param leave the source's columns that are left behind
 */
public record TableMapping(
    int line, String from, Map<String, ColumnMapping> columns, Set<String> leave) {}
