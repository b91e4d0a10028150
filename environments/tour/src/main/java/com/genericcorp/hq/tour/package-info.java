/** The demo's script, played against a running environment. */
package com.genericcorp.hq.tour;
