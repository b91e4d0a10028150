/** The package's life on a real engine: installed, backed up, upgraded, rolled back, restored. */
@org.jspecify.annotations.NullMarked
package com.genericcorp.hq.bundle.lifecycle;
