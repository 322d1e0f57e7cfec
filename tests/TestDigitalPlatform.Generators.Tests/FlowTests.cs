using TestDigitalPlatform.Generators.Flows;

namespace TestDigitalPlatform.Generators.Tests;

/// <summary>What is read from the code of handlers and processes.</summary>
public sealed class FlowTests
{
    private const string Known = """
        namespace Acme;

        public sealed record Placed(string Order, bool IsUrgent) : IEvent { string IEvent.Subject => Order; }
        public sealed record Paid(string Order) : IEvent { string IEvent.Subject => Order; }
        public sealed record Reminded(string Order) : IEvent { string IEvent.Subject => Order; }

        [Post("/cancellations"), Allow(Role.CustomerUser)]
        public sealed record Cancel(string Order) : ICommand;
        internal sealed class CancelHandler : ICommandHandler<Cancel, Nothing>
        {
            public static Decision<Nothing> Decide(Cancel command, CommandContext context) =>
                Told(Decision.Accept(), command);
            private static Decision<Nothing> Told(Decision<Nothing> decision, Cancel command) => decision.Notify(new Paid(command.Order));
        }

        internal abstract record Payment
        {
            internal sealed record Due(string Order, int Reminders) : Payment;
            internal sealed record Late(string Order) : Payment;
        }

        """;

    [Theory]
    [InlineData("(null, Placed p) => new(new Payment.Due(p.Order, 0), WakeAt: context.Now),", "|Placed||Due|wake later")]
    [InlineData("(Payment.Due d, TimeIsUp) => new(d with { Reminders = 1 }, Notify: [new Reminded(d.Order)]),", "Due|TimeIsUp||Due|publish Reminded")]
    [InlineData("(Payment.Due { Reminders: > 2 } d, TimeIsUp) => new(new Payment.Late(d.Order)),", "Due|TimeIsUp|Reminders > 2|Late|")]
    [InlineData("(Payment.Due d, Placed p) when p.IsUrgent => new(new Payment.Late(d.Order)),", "Due|Placed|p.IsUrgent|Late|")]
    [InlineData("(Payment.Due, CommandRefused { Command: Cancel }) => new(state, Complete: true),", "Due|Cancel refused|||")]
    [InlineData("(Payment.Late, Paid or Placed) => new(state, Complete: true),", "Late|Placed|||", "Late|Paid|||")]
    [InlineData("({ } any, Paid) => new(any, Complete: true),", "Due|Paid|||", "Late|Paid|||")]
    [InlineData("(Payment.Late late, Paid) => new(late), (not null, Paid) => new(state, Complete: true),", "Due|Paid|||")]
    [InlineData("(Payment.Due d, TimeIsUp) => Give(d),", "Due|TimeIsUp||Late|send Cancel")]
    [InlineData("(Payment.Due d, TimeIsUp) => new(Any(d)),", "Due|TimeIsUp||?|")]
    [InlineData("(Payment.Due d, TimeIsUp) => d.Reminders > 1 ? new(new Payment.Late(d.Order)) : new(d),", "Due|TimeIsUp|d.Reminders > 1|Late|")]
    [InlineData("(Payment.Due d, TimeIsUp) => new(d, Send: Commands(d)),", "Due|TimeIsUp||Due|send Cancel")]
    public void A_process_moves_as_its_cases_say(string cases, params string[] expected)
    {
        var moves = Moves($"(state, message) switch {{ {cases} _ => new(state) }}");

        moves.ShouldBe(expected, ignoreOrder: true);
    }

    [Fact]
    public void Statements_are_read_as_well_as_expressions() => Moves(
        """
        {
            if (message is Paid)
                return new(state, Complete: true);
            switch (state)
            {
                case null when message is Placed p: return new(new Payment.Due(p.Order, 0));
                case Payment.Due d:
                    return message is TimeIsUp ? new(new Payment.Late(d.Order)) : new(d);
                default: return new(state);
            }
        }
        """).ShouldBe(
        ["|Paid|||", "Due|Paid|||", "Late|Paid|||", "|Placed||Due|", "Due|TimeIsUp||Late|"], ignoreOrder: true);

    [Fact]
    public void Publishers_handlers_and_commands_are_named()
    {
        var lines = Lines("(state, message) switch { (Payment.Due d, TimeIsUp) => Give(d), _ => new(state) }");

        lines.ShouldContain("publishes\tAcme.Paid\tCancelHandler\tcommand");
        lines.ShouldContain("handles\tAcme.Placed\tDeadline\tprocess");
        lines.ShouldContain("process\tDeadline\tdeadline\tWaits for money.");
        lines.ShouldContain("sends\tDeadline\tCancel");
        lines.ShouldContain("trigger\tDeadline\tOnSchedule(\"0 6 * * *\", \"UTC\")");
    }

    [Fact]
    public void A_workflow_has_steps_and_what_undoes_them()
    {
        var facts = Facts("""
            [ServiceIdentity("both", Role.CustomerUser, typeof(Cancel))]
            internal sealed class Both : IWorkflow<Both, Placed>, IUndoneBy<Paid>
            {
                public static IEnumerable<WorkflowStep> Steps(Placed placed)
                {
                    yield return WorkflowStep.Of(new Cancel(placed.Order), undo: new Cancel("undo"));
                    yield return WorkflowStep.Until(DateTimeOffset.UnixEpoch);
                    yield return WorkflowStep.Of(new Cancel("last"));
                }
                public static IReadOnlyList<IEvent> Ended(Placed placed, IReadOnlyList<StepProgress> steps, ProcessContext context) =>
                    [new Reminded(placed.Order)];
            }
            """);

        facts.Where(line => line.StartsWith("step", StringComparison.Ordinal)).ShouldBe(
            ["step\tBoth\t000\tCancel\tCancel", "step\tBoth\t001\tUntil\t", "step\tBoth\t002\tCancel\t"]);
        facts.ShouldContain("undone\tBoth\tPaid");
        facts.ShouldContain("publishes\tAcme.Reminded\tBoth\tprocess");
    }

    [Theory]
    [InlineData("IWorkflow<Other, Placed>", "it is a workflow with the steps of 'Other'")]
    [InlineData("IWorkflow<Both, Placed>, IOn<Paid>", "a workflow does not say what 'Paid' means for it")]
    public async Task A_workflow_that_cant_work_is_refused(string interfaces, string why)
    {
        var told = await Compiled.Diagnose(Known + $$"""
            [ServiceIdentity("other", Role.CustomerUser, typeof(Cancel))]
            internal sealed class Other : IWorkflow<Other, Placed>, IUndoneBy<Paid>
            {
                public static IEnumerable<WorkflowStep> Steps(Placed placed) => [WorkflowStep.Of(new Cancel(placed.Order))];
            }

            [ServiceIdentity("both", Role.CustomerUser, typeof(Cancel))]
            internal sealed class Both : {{interfaces}}
            {
                public static IEnumerable<WorkflowStep> Steps(Placed placed) => [WorkflowStep.Of(new Cancel(placed.Order))];
            }
            """);

        var wrong = told.Where(d => d.Id is "TDP1081" or "TDP1082").ShouldHaveSingleItem();
        wrong.GetMessage(System.Globalization.CultureInfo.InvariantCulture).ShouldContain(why);
    }

    private static string[] Moves(string body) =>
    [
        .. Lines(body).Where(line => line.StartsWith("move", StringComparison.Ordinal))
            .Select(line => string.Join('|', line.Split('\t').Skip(3))),
    ];

    private static IReadOnlyList<string> Lines(string body) => Facts($$"""
        /// <summary>Waits for money.</summary>
        [ServiceIdentity("deadline", Role.CustomerUser, typeof(Cancel)), OnSchedule("0 6 * * *")]
        internal sealed class Deadline : IProcess<Payment>, IOn<Placed>, IOn<Paid>
        {
            public static Transition<Payment> Next(Payment? state, object message, ProcessContext context)
            {{(body.StartsWith('{') ? body : $"=> {body};")}}

            private static Transition<Payment> Give(Payment.Due due)
            {
                var order = due.Order;
                return new(new Payment.Late(order)) { Send = [new Cancel(order)] };
            }

            private static Payment Any(Payment payment) => Pick(payment, payment);
            private static Payment Pick(Payment first, Payment second) => new[] { first, second }[0];
            private static IReadOnlyList<IAnyCommand> Commands(Payment.Due due) => [new Cancel(due.Order)];
        }
        """);

    private static IReadOnlyList<string> Facts(string process)
    {
        var compilation = Compiled.Compilation(Known + process);
        compilation.GetDiagnostics(TestContext.Current.CancellationToken)
            .Where(d => d.Severity == Microsoft.CodeAnalysis.DiagnosticSeverity.Error).ShouldBeEmpty();
        return FlowFacts.Of(compilation, TestContext.Current.CancellationToken);
    }
}
