/** {@code hq up selfhosted} and what goes with it. */
@org.jspecify.annotations.NullMarked
package com.genericcorp.hq.bundle.commands;
