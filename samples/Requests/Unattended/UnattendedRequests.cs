namespace Requests;

/// <summary>Rejects requests that nobody has attended to for as long as the customer's settings say.</summary>
[ServiceIdentity("unattended-requests", Role.CustomerAdministrator, typeof(ListRequests), typeof(RejectRequest))]
internal sealed class UnattendedRequests(IPlatformSender<UnattendedRequests> sender, TimeProvider time)
    : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, time);
        do
            await sender.ForEachCustomer(Reject, cancellationToken: stoppingToken);
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private async Task Reject(IPlatformSender customer, CancellationToken cancellationToken)
    {
        if ((await customer.Settings<RequestSettings>(cancellationToken)).RejectUnattendedAfterDays is not { } days)
            return;

        // One page for each run: whatever is left has its turn in the next.
        var unattended = await customer.Query(
            new ListRequests
            {
                Status = Filter.Is(RequestStatus.Submitted),
                SubmittedAt = Filter.Where(Operators.LessThan, time.GetUtcNow() - TimeSpan.FromDays(days)),
            },
            cancellationToken);
        foreach (var request in unattended.Items)
        {
            await customer.Send(
                new RejectRequest(request.Id, $"Nobody attended to it within {days} days."),
                key: $"unattended {request.Id} {request.SubmittedAt:O}",
                cancellationToken);
        }
    }
}
