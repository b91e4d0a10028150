/** The toolkit's other commands, started as one types them. */
package com.genericcorp.hq.deploy.process;
