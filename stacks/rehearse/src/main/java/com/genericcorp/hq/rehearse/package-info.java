/** The stack program against a simulated AWS: made, checked, destroyed. */
package com.genericcorp.hq.rehearse;
