/** The built programs that run: recognised by content, copied, started fast. */
package com.genericcorp.hq.local.programs;
