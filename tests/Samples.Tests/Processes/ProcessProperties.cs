using Customers;
using Customers.Contracts;
using Customers.Contracts.Events;
using FsCheck;
using FsCheck.Fluent;
using Requests;
using Requests.Contracts;
using Requests.Contracts.Events;
using TestDigitalPlatform.Testing;

namespace Samples.Tests.Processes;

/// <summary>What holds for every process of the samples, in whatever order, how often and whether its messages come.</summary>
public sealed class ProcessProperties
{
    private static readonly RequestId Request = new(Guid.Parse("0190f6e2-1111-7000-8000-000000000001"));
    private static readonly CustomerId Acme = CustomerId.Parse("acme");
    private static readonly UserId Ann = UserId.Parse("ann");

    // A process that is not driven here fails this test: add it below.
    [Fact]
    public void Every_process_is_driven()
    {
        Type[] driven = [typeof(ResponseTime), typeof(PauseWork), typeof(TicketIntake), typeof(InvitationDeadline), typeof(DailyDigest)];

        var all = new[] { typeof(RequestsService).Assembly, typeof(global::Customers.CustomersService).Assembly, typeof(global::Notifications.NotificationsService).Assembly }
            .SelectMany(assembly => assembly.GetTypes())
            .Where(type => type.GetInterfaces().Any(i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(IProcess<>)));

        all.ShouldBe(driven, ignoreOrder: true);
    }

    [Fact]
    public void A_request_is_escalated_once_at_most_and_its_process_always_ends()
    {
        Func<DateTimeOffset, object>[] messages =
        [
            at => new RequestSubmitted(Request, Acme, "Broken", Priority.Normal, Ann, at),
            at => new RequestAttended(Request, Acme, Ann, Ann, at),
            at => new RequestRejected(Request, Acme, Ann, Ann, at),
            at => new RequestEscalated(Request, Acme, new TechnicalIssueId(Guid.Empty), IssueSeverity.Major, Ann, at),
        ];

        Holds(choices =>
        {
            var run = new ProcessRun<ResponseTime, Response>(Given.Now);
            run.Play(choices, messages);
            run.Settle(within: TimeSpan.FromDays(1));

            // Whatever the order: the last word is that somebody attends to it.
            run.On(messages[1](run.Now));
            var begun = choices.Count(choice => (uint)choice % (messages.Length + 5) == 0);
            run.Sent.Count.ShouldBeLessThanOrEqualTo(begun);
            run.Events.Count.ShouldBeLessThanOrEqualTo(begun);
            run.Sent.Count.ShouldBeLessThanOrEqualTo(run.Events.Count, "nothing is escalated without a warning");
            (run.State, run.WakeAt).ShouldBe((null, null));
        });
    }

    [Fact]
    public void A_ticket_is_submitted_once_while_it_is_open() => Holds(choices =>
    {
        var run = new ProcessRun<TicketIntake, OpenTicket>(Given.Now);

        run.Play(choices, [_ => new TicketOpened("HD-1", "Broken", "It does not print.")]);
        run.Settle(within: TimeSpan.Zero);

        var begun = choices.Count(choice => (uint)choice % 6 == 0);
        run.Sent.Count.ShouldBeLessThanOrEqualTo(begun);
        run.Events.ShouldBeEmpty();
    });

    [Fact]
    public void Work_is_paused_when_the_last_word_is_that_the_customer_is_suspended() => Holds(choices =>
    {
        var (run, isPaused) = (new WorkflowRun<PauseWork, CustomerSuspended>(Given.Now), false);

        run.Play(
            choices,
            [at => new CustomerSuspended(Acme, "Overdue.", at), at => new CustomerReactivated(Acme, at)],
            Take);
        run.Settle(within: TimeSpan.Zero, Take);

        isPaused.ShouldBe(run.State is not null);

        object? Take(object command)
        {
            // Never twice the same.
            isPaused.ShouldBe(command is ResumeRequests);
            isPaused = command is PauseRequests;
            return null;
        }
    });

    [Fact]
    public void An_invitation_is_reminded_of_and_expires_once_at_most_and_its_process_always_ends()
    {
        Func<DateTimeOffset, object>[] messages =
        [
            at => new UserInvited(Acme, Ann, "ann@acme.example", "Ann", UserRole.CustomerUser, at),
            at => new InvitationAccepted(Acme, Ann, at),
            at => new UserDeactivated(Acme, Ann, at),
        ];

        Holds(choices =>
        {
            var run = new ProcessRun<InvitationDeadline, Invitation>(Given.Now);
            run.Play(choices, messages);
            run.Settle(within: TimeSpan.FromDays(15));

            run.State.ShouldBeNull();
            var begun = choices.Count(choice => (uint)choice % (messages.Length + 5) == 0);
            run.Events.Count.ShouldBeLessThanOrEqualTo(begun);
            run.Sent.Count.ShouldBeLessThanOrEqualTo(run.Events.Count, "nothing expires without a reminder");
        });
    }

    [Fact]
    public void Each_morning_has_one_digest_of_the_day_before() => Holds(choices =>
    {
        var run = new ProcessRun<DailyDigest, Digest>(Given.Now);

        run.Play(choices, [at => new ScheduleFired(at)]);

        var fired = choices.Count(choice => (uint)choice % 6 == 0);
        run.Sent.Count.ShouldBeLessThanOrEqualTo(fired);
        run.Sent.OfType<DigestRequests>().Count().ShouldBe(run.Sent.Count);
        run.State.ShouldBeNull();
    });

    private static void Holds(Action<int[]> property) => Check.One(
        Config.QuickThrowOnFailure.WithMaxTest(500), Prop.ForAll(ArbMap.Default.ArbFor<int[]>(), property));
}
