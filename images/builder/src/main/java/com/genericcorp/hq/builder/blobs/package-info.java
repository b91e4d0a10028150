/** Bytes kept under their own SHA-256, for packages and for what images are made of. */
@org.jspecify.annotations.NullMarked
package com.genericcorp.hq.builder.blobs;
