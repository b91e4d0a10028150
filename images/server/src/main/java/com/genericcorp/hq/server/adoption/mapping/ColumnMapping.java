package com.genericcorp.hq.server.adoption.mapping;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where a column of ours gets its values from.
 *
 * @param line of the file, counted from 1
 * @param from the source's column; null for a constant
 * @param constant the text of the one value; null when it comes from a column
 * @param uuid what the source's ids name, when ours are made from them; null otherwise
 * @param values ours by the source's; empty when they are the same
 * @param otherwise what stands for the source's null; null when null it remains
 * @param lower whether the text is put into lower case
 */
public record ColumnMapping(
    int line,
    @Nullable String from,
    @Nullable String constant,
    @Nullable String uuid,
    Map<String, String> values,
    @Nullable String otherwise,
    boolean lower) {}
