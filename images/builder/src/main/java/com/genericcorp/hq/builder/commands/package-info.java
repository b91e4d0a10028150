/** The commands that lock, build and look at images. */
@org.jspecify.annotations.NullMarked
package com.genericcorp.hq.builder.commands;
