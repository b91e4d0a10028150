/** IAM's documents as values. */
package com.genericcorp.hq.stacks.iam;
