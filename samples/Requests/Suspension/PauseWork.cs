using Customers.Contracts.Events;

namespace Requests;

/// <summary>Pauses the work for a customer that is suspended, and continues it when the customer is reactivated.</summary>
[ServiceIdentity("pause-work", Role.PlatformAdministrator, typeof(PauseRequests), typeof(ResumeRequests))]
internal sealed class PauseWork : IWorkflow<PauseWork, CustomerSuspended>, IUndoneBy<CustomerReactivated>
{
    public static IEnumerable<WorkflowStep> Steps(CustomerSuspended suspended) =>
        [WorkflowStep.Of(new PauseRequests(suspended.Customer), undo: new ResumeRequests(suspended.Customer))];
}
