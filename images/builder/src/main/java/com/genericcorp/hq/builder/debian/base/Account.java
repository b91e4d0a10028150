package com.genericcorp.hq.builder.debian.base;

/**
 * A user of the image with a group of the same name.
 *
 * @param home absolute
 */
public record Account(String name, int uid, int gid, String home) {}
