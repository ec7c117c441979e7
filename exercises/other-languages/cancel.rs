// Rust, with tokio and tokio-util: tokens have children.
use std::time::Duration;
use tokio::time::{sleep, timeout};
use tokio_util::sync::CancellationToken;

async fn find_price(token: CancellationToken) -> Option<i32> {
    tokio::select! {
        _ = token.cancelled() => None,
        _ = sleep(Duration::from_secs(3600)) => Some(7), // asks a shop
    }
}

#[tokio::main]
async fn main() {
    let request = CancellationToken::new();
    let call = request.child_token();
    let task = tokio::spawn(find_price(call.clone()));
    call.cancel();
    assert_eq!(task.await.unwrap(), None);
    assert!(!request.is_cancelled()); // a child's end is not its parent's
    let found = find_price(request);
    let late = timeout(Duration::from_millis(10), found).await;
    assert!(late.is_err()); // find_price was dropped where it waited
}
