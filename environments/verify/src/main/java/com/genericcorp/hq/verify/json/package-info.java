/** JSON without object mapping, which would take longer to load than the verification runs. */
package com.genericcorp.hq.verify.json;
