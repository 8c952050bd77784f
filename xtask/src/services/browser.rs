//! A real browser, and the server that drives it.

use std::{path::PathBuf, process::Command};

use super::{Service, folder, start};
use crate::{
    failure::Failure,
    tools::{find, find_or_install},
};

/// The browser and the program that drives it.
#[derive(Debug)]
pub(crate) struct Browser {
    pub(crate) chromium: PathBuf,
    driver: PathBuf,
}

const CHROMIUM: [&str; 4] = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];
const DRIVER: [&str; 1] = ["chromedriver"];

impl Browser {
    /// Finds both programs, after installing them if need be.
    pub(crate) fn find_or_install() -> Result<Self, Failure> {
        let need = "the browser tests need Chromium and chromedriver, in matching versions";
        find_or_install(Self::find, &["chromium", "chromium-driver"], need)
    }

    fn find() -> Option<Self> {
        Some(Self { chromium: find(&CHROMIUM)?, driver: find(&DRIVER)? })
    }

    /// Starts the driver. It and its browsers keep their files in its folder.
    pub(crate) fn start_driver(&self) -> Result<Service, Failure> {
        let folder = folder()?;
        let mut command = Command::new(&self.driver);
        command.arg("--port=0").env("TMPDIR", folder.path());
        // "ChromeDriver was started successfully on port 12345."
        let (group, port) = start("chromedriver", command, |line| {
            line.split_once("started successfully on port ")?.1.trim_end_matches('.').parse::<u16>().ok()
        })?;
        Ok(Service { url: format!("http://127.0.0.1:{port}"), _group: group, folder })
    }
}
