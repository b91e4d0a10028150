/** The commands that make and show images. */
@org.jspecify.annotations.NullMarked
package com.genericcorp.hq.builder.commands;
