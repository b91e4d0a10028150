/** Commands of the server's image as {@code scripts/hq} passes them on, wherever it runs. */
package com.genericcorp.hq.cli.operator;
