/** A file system as an image will have it, in memory: what stands where, and who put it there. */
@org.jspecify.annotations.NullMarked
package com.genericcorp.hq.builder.files;
