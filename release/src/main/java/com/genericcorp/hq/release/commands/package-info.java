/** {@code hq release}. */
@org.jspecify.annotations.NullMarked
package com.genericcorp.hq.release.commands;
