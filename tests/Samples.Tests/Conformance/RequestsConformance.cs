using Requests;
using Requests.Contracts;
using TestDigitalPlatform.Testing;

namespace Samples.Tests.Conformance;

public sealed class RequestsConformance() : ServiceConformance("requests", RequestsService.Create)
{
    protected override async Task Arrange(Arrangement given)
    {
        var request = (await given.Send(new SubmitRequest("Printer on fire", "Third floor."))).Id;
        given.Use(request);
        given.Use(new SearchRequests { Text = "printer" });
        if (given.IsFor<GetAttachment>() || given.IsFor<ListAttachments>())
            given.Use((await given.Send(new AttachFile(request, APlan()))).Id);
        if (given.IsFor<ResumeRequests>())
            await given.Send(new PauseRequests(given.Customer));
        if (given.IsFor<ReopenRequest>())
            await given.Send(new RejectRequest(request, "Asked before."));
        if (given.IsFor<ResolveRequest>() || given.IsFor<EscalateRequest>() || IsAboutIssues(given))
            await given.Send(new StartAttending(request));
        if (IsAboutIssues(given))
            given.Use((await given.Send(new EscalateRequest(request, "Fire", "It burns.", IssueSeverity.Major))).Id);
    }

    // The platform's people are few and see all customers. To look through every title they have the search, which has
    // an index; to count everything, everything is read, and the answer is kept until something changes.
    protected override bool MayScan(Type message, Role role, string criterion) =>
        role is Role.PlatformAdministrator
        && (message == typeof(CountRequests)
            || (message == typeof(ListRequests) && criterion is "title.contains" or "title.startsWith"));

    private static Upload APlan() => new(new MemoryStream("%PDF-1.7"u8.ToArray()), "plan.pdf", "application/pdf");

    private static bool IsAboutIssues(Arrangement given) =>
        given.IsFor<ResolveTechnicalIssue>() || given.IsFor<ListTechnicalIssues>();
}
