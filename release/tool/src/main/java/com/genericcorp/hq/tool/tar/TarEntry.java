package com.genericcorp.hq.tool.tar;

/**
 * A regular file or a folder of an archive.
 *
 * @param path relative, without {@code .}, {@code ..} or a slash at its end
 * @param size bytes; 0 of a folder
 */
public record TarEntry(String path, boolean folder, long size) {}
