/** Which calls make a resource of Pulumi's: the table, and how its expressions are read. */
package com.genericcorp.hq.rehearse.mapping;
