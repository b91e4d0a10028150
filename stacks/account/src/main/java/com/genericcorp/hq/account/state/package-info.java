/** What Pulumi knows of a stack. */
package com.genericcorp.hq.account.state;
