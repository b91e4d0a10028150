/** What an image is made of and how it runs, as {@code images/<name>/image.yaml} says. */
@org.jspecify.annotations.NullMarked
package com.genericcorp.hq.builder.spec;
