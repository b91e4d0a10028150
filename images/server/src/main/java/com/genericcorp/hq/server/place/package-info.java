/** Where exports are put and read from: a folder, a file, a bucket of S3. */
package com.genericcorp.hq.server.place;
