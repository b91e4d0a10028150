/** What Pulumi knows of a stack, through its command line. */
package com.genericcorp.hq.operate.state;
