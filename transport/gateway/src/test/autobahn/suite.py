# Runs the Autobahn test suite's client, with Jython, against a server that says back what it is told: suite.py URL SUBPROTOCOL FOLDER. Prints a line of each case:
# RESULT, its number, how it behaved, how it closed, the code it closed with.
import json
import os
import sys

from autobahntestsuite import wstest

url, subprotocol, folder = sys.argv[1:]
wstest.start({'mode': 'fuzzingclient'}, {
    'outdir': folder,
    'servers': [{'agent': 'gateway', 'url': url, 'protocols': [subprotocol], 'options': {'failByDrop': False}}],
    'cases': ['1.*', '2.*', '3.*', '4.*', '5.*', '6.*', '7.*', '9.*', '10.*'],
    'exclude-cases': [],
    'exclude-agent-cases': {},
})
with open(os.path.join(folder, 'index.json')) as index:
    results = json.load(index)['gateway']
for case in sorted(results, key=lambda number: [int(part) for part in number.split('.')]):
    result = results[case]
    print('RESULT %s %s %s %s' % (case, result['behavior'].replace(' ', '-'), result['behaviorClose'].replace(' ', '-'), result['remoteCloseCode']))
