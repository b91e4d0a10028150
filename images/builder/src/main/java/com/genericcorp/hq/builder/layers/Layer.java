package com.genericcorp.hq.builder.layers;

import com.genericcorp.hq.builder.blobs.Digest;

/**
 * A layer in the store.
 *
 * @param name for people: {@code dependencies}
 * @param diffId of the tar
 * @param digest of its gzip, under which the store has it
 * @param size of the gzip in bytes
 * @param diskBytes of the files when they are unpacked
 * @param files how many entries it has
 */
public record Layer(
    String name, Digest diffId, Digest digest, long size, long diskBytes, int files) {}
