/** Output that only the one who asked for it can read, whoever keeps the log in between. */
package com.genericcorp.hq.cli.sealed;
