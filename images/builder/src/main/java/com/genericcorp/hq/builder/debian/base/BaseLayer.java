package com.genericcorp.hq.builder.debian.base;

import com.genericcorp.hq.builder.files.FileTree;

/**
 * A part of the base that changes at its own rate.
 *
 * @param name for people: {@code libc}
 */
public record BaseLayer(String name, FileTree tree) {}
