/** From descriptions to images in the store. */
@org.jspecify.annotations.NullMarked
package com.genericcorp.hq.builder.build;
