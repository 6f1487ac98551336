"""``akaji open``: a page on this machine where one drops two documents, or a folder of them, and gets what changed.

``desk`` holds the files and does the work in workers, ``app`` answers the browser, ``server`` starts and stops. It
serves this machine only: the address is 127.0.0.1, bears a random token, and other Hosts and Origins are refused.
"""
