/**
 * What {@code release prepare} does: everything up to the point where something would leave the
 * machine.
 */
@org.jspecify.annotations.NullMarked
package com.genericcorp.hq.release.prepare;
