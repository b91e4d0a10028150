/** An image's base: the packages' files in one tree, what their scripts would have made, layers. */
@org.jspecify.annotations.NullMarked
package com.genericcorp.hq.builder.debian.base;
