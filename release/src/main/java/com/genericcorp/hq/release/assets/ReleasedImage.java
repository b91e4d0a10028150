package com.genericcorp.hq.release.assets;

import com.genericcorp.hq.builder.blobs.Digest;

/**
 * An image that the package pulls.
 *
 * @param name of its folder in {@code images/}
 * @param repository where it is pushed, without tag: {@code registry.example.com/agenthq-server}
 * @param digest of its index
 */
public record ReleasedImage(String name, String repository, Digest digest) {}
