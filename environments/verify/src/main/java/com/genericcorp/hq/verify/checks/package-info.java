/** What must be true of a running environment, a class each. */
package com.genericcorp.hq.verify.checks;
