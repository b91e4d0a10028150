/** What {@code release publish} does: a complete release becomes public, or none does. */
@org.jspecify.annotations.NullMarked
package com.genericcorp.hq.release.publish;
