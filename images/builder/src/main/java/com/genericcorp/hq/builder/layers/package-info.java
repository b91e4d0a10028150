/** Layers: tar and gzip of a file tree whose bytes depend on nothing but the tree. */
@org.jspecify.annotations.NullMarked
package com.genericcorp.hq.builder.layers;
