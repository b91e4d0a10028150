/** What the platform keeps on the disk: {@code .hq/<environment>/}. */
package com.genericcorp.hq.local.state;
