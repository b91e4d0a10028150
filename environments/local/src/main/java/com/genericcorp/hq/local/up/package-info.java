/** How an environment comes up on this machine, and how it ends. */
package com.genericcorp.hq.local.up;
