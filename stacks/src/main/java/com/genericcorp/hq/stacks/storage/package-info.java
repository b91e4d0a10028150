/** S3. */
package com.genericcorp.hq.stacks.storage;
