"""The panels of a cluster's two pictures. Each is a pure function of values and draws on an axes it is given.

Colours are Okabe and Ito's (2008), which colour-blind people tell apart; roles differ in shape as well.
"""
