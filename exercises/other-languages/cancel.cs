// C#: a token is handed down; its source may be linked, and have a timer.
using System;
using System.Threading;
using System.Threading.Tasks;

using var request = new CancellationTokenSource(50); // ms
using var call =
    CancellationTokenSource.CreateLinkedTokenSource(request.Token);
call.CancelAfter(100); // a timer of its own, whatever the request has
try
{
    await FindPrice(call.Token);
}
catch (OperationCanceledException) // which of them it was: ask each
{
    Console.WriteLine(request.IsCancellationRequested);
}

static async Task<int> FindPrice(CancellationToken token)
{
    await Task.Delay(Timeout.Infinite, token); // asks a shop
    return 7;
}
