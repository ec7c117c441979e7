// Java: a thread is interrupted: a flag, which the exception clears.
class Cancel {
    static void findPrice() {
        Thread me = Thread.currentThread();
        try {
            Thread.sleep(3_600_000); // asks a shop
        } catch (InterruptedException cut) {
            System.out.println("cancelled");
            System.out.println(me.isInterrupted()); // false: forgotten
            me.interrupt(); // said again, for those who called
        }
        System.out.println(me.isInterrupted());
    }

    public static void main(String[] args) throws InterruptedException {
        Thread worker = new Thread(Cancel::findPrice);
        worker.start();
        worker.interrupt();
        worker.join();
    }
}
